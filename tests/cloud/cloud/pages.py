"""Lists in pages of 25, with the service's nextLink."""

import base64
import json
from typing import Any

from . import refusal
from .http1 import Request
from .state import Vault

LARGEST_PAGE = 25


def page(request: Request, vault: Vault, items: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The page that a request asks for, out of all items by their sorting key.

    The marker is the last key of the page before, so that what is added or deleted between two
    requests makes nothing else appear twice or get lost.
    """
    size = _page_size(request.query.get("maxresults"))
    marker = _read_marker(request.query.get("$skiptoken"))
    keys = [key for key in sorted(items) if key > marker]
    shown = keys[:size]
    link = _next_link(request, vault, shown[-1]) if len(keys) > size else None
    return {"value": [items[key] for key in shown], "nextLink": link}


def _page_size(text: str | None) -> int:
    if text is None:
        return LARGEST_PAGE
    if not text.isdecimal() or not 1 <= int(text) <= LARGEST_PAGE:
        raise refusal.bad_parameter(f"Invalid maxresults parameter value: {text}")
    return int(text)


def _read_marker(token: str | None) -> str:
    if token is None:
        return ""
    try:
        return str(json.loads(base64.urlsafe_b64decode(token + "=="))["NextMarker"])
    except (ValueError, KeyError, TypeError):
        raise refusal.bad_parameter("Invalid continuation token.") from None


def _next_link(request: Request, vault: Vault, last: str) -> str:
    """The service writes its port and a literal dollar, and repeats what the caller asked for."""
    marker = json.dumps({"NextMarker": last, "TargetLocation": 0}).encode()
    token = base64.urlsafe_b64encode(marker).decode().rstrip("=")
    link = (f"https://{vault.host}:443{request.path}"
            f"?api-version={request.query['api-version']}&$skiptoken={token}")
    if size := request.query.get("maxresults"):
        link += f"&maxresults={size}"
    return link
