"""When an assertion is valid, whoever signed it."""

import datetime
from typing import Any

from . import aadsts
from .aadsts import SignInError

# The service forgives clocks that differ a little; one of Microsoft's libraries rounds nbf up.
CLOCK_SKEW_S = 300


def check_validity(claims: dict[str, Any], now: int) -> None:
    begins, ends = read_time(claims.get("nbf", now)), read_time(claims.get("exp"))
    if not begins - CLOCK_SKEW_S <= now < ends + CLOCK_SKEW_S:
        raise SignInError(
            700024, "Client assertion is not within its valid time range. Current time: "
                    f"{instant(now)}, assertion valid from {instant(begins)}, expiry time of "
                    f"assertion {instant(ends)}. Review the documentation at "
                    "https://learn.microsoft.com/entra/identity-platform/certificate-credentials "
                    ".")


def read_time(value: Any) -> int:
    """Seconds, as a number or, from one of Microsoft's libraries, as a string of digits."""
    try:
        return int(value)
    except (TypeError, ValueError):
        raise aadsts.malformed() from None


def instant(seconds: int) -> str:
    moment = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.0000000Z")
