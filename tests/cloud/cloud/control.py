"""The control port: plain HTTP and JSON, by which a test changes the cloud while it runs."""

import json
import re
import socket
from typing import Any, Callable

from .delivery import Gone, deliver
from .external_issuer import ExternalIssuer
from .faults import NOTHING, Faults
from .http1 import BadRequest, Reader, Request, Response, json_response
from .journal import Journal
from .seed import apply
from .state import BadSettings, State, UnknownName
from .tokens import TokenMint

Handler = Callable[..., Any]


class Control:
    """A table of routes; each returns the document to answer with."""

    def __init__(self, state: State, mint: TokenMint, issuer: ExternalIssuer, faults: Faults,
                 journal: Journal) -> None:
        self._state = state
        self._mint = mint
        self._issuer = issuer
        self._faults = faults
        self._journal = journal
        routes: list[tuple[str, str, Handler]] = [
            ("POST", "/seed", self._seed),
            ("POST", "/tenants/([^/]+)", self._tenant),
            ("POST", "/apps/([^/]+)", self._app),
            ("POST", "/identities/([^/]+)", self._identity),
            ("DELETE", "/identities/([^/]+)", self._drop_identity),
            ("POST", "/subscriptions/([^/]+)", self._subscription),
            ("DELETE", "/subscriptions/([^/]+)", self._drop_subscription),
            ("POST", "/resource-manager", self._resource_manager),
            ("POST", "/vaults/([^/]+)", self._vault),
            ("DELETE", "/vaults/([^/]+)", self._drop_vault),
            ("PUT", "/vaults/([^/]+)/secrets/([^/]+)", self._put_secret),
            ("DELETE", "/vaults/([^/]+)/secrets/([^/]+)", self._delete_secret),
            ("POST", "/tokens/revoke", self._revoke),
            ("POST", "/tokens/challenge", self._challenge),
            ("DELETE", "/tokens/challenge", self._drop_challenge),
            ("POST", "/federated-tokens", self._federated_token),
            ("POST", "/clock", self._clock),
            ("GET", "/faults", self._list_faults),
            ("POST", "/faults", self._add_fault),
            ("DELETE", "/faults", self._clear_faults),
            ("GET", "/journal", self._read_journal),
            ("GET", "/counts", self._read_counts),
        ]
        self._routes = [(method, re.compile(path), handler) for method, path, handler in routes]

    def handle(self, sock: socket.socket) -> None:
        """One connection of a test, for as many requests as it likes."""
        reader = Reader(sock)
        try:
            while request := reader.read():
                deliver(sock, self._answer(request), NOTHING)
                if not request.keep_alive:
                    break
        except (OSError, Gone, BadRequest):
            pass
        finally:
            sock.close()

    def _answer(self, request: Request) -> Response:
        for method, pattern, handler in self._routes:
            match = pattern.fullmatch(request.path)
            if match and request.method == method:
                return run(handler, request, match.groups())
        return json_response(404, {"error": f"no {request.method} {request.path} here"})

    def _seed(self, body: Any, _query: Any) -> None:
        apply(self._state, body)

    def _tenant(self, body: Any, _query: Any, tenant: str) -> None:
        self._state.put_tenant(tenant, body)

    def _app(self, body: Any, _query: Any, client: str) -> None:
        self._state.put_app(client, body)

    def _identity(self, body: Any, _query: Any, client: str) -> None:
        self._state.put_identity(client, body)

    def _drop_identity(self, _body: Any, _query: Any, client: str) -> None:
        self._state.identities.pop(client, None)

    def _subscription(self, body: Any, _query: Any, subscription: str) -> None:
        self._state.put_subscription(subscription, body)

    def _drop_subscription(self, _body: Any, _query: Any, subscription: str) -> None:
        self._state.subscriptions.pop(subscription, None)

    def _resource_manager(self, body: Any, _query: Any) -> None:
        self._state.manager_page_size = int(body["page_size"])

    def _vault(self, body: Any, _query: Any, vault: str) -> None:
        self._state.put_vault(vault, body)

    def _drop_vault(self, _body: Any, query: dict[str, str], vault: str) -> None:
        with self._state.lock:
            if "soft" in query:
                self._state.vault(vault).deleted = self._state.now()
                return
            del self._state.vaults[self._state.vault(vault).host]

    def _put_secret(self, body: Any, _query: Any, vault: str, secret: str) -> Any:
        version = self._state.put_secret(self._state.vault(vault), secret, body)
        return {"version": version.id}

    def _delete_secret(self, _body: Any, query: dict[str, str], vault: str, secret: str) -> None:
        self._state.delete_secret(self._state.vault(vault), secret, "purge" in query)

    def _revoke(self, _body: Any, _query: Any) -> Any:
        return {"revoked": self._mint.revoke_all()}

    def _challenge(self, body: Any, _query: Any) -> None:
        if not isinstance(claims := body["claims"], dict) or not claims:
            raise BadSettings("claims are an object with members")
        self._state.claims_challenge = claims

    def _drop_challenge(self, _body: Any, _query: Any) -> None:
        self._state.claims_challenge = {}

    def _federated_token(self, body: Any, _query: Any) -> Any:
        return {"token": self._issuer.mint(body)}

    def _clock(self, body: Any, _query: Any) -> Any:
        self._state.clock_offset = float(body["offset_s"])
        return {"now": self._state.now()}

    def _list_faults(self, _body: Any, _query: Any) -> Any:
        return self._faults.report()

    def _add_fault(self, body: Any, _query: Any) -> None:
        for plan in body if isinstance(body, list) else [body]:
            self._faults.add(plan)

    def _clear_faults(self, _body: Any, _query: Any) -> None:
        self._faults.clear()

    def _read_journal(self, _body: Any, query: dict[str, str]) -> Any:
        return self._journal.events("" if "all" in query else "request")

    def _read_counts(self, _body: Any, _query: Any) -> Any:
        return self._journal.counts()


def run(handler: Handler, request: Request, names: tuple[str, ...]) -> Response:
    """Answers 400 to what a test got wrong, with the reason."""
    try:
        body = json.loads(request.body) if request.body else {}
        document = handler(body, request.query, *names)
    except UnknownName as error:
        return json_response(404, {"error": str(error)})
    except (BadSettings, ValueError, KeyError, TypeError, AttributeError) as error:
        return json_response(400, {"error": f"{type(error).__name__}: {error}"})
    return json_response(200, {} if document is None else document)
