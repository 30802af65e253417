"""A security key that Chromium plays itself (CDP, domain WebAuthn), for stories in which somebody holds one."""

from typing import Any

from playwright.sync_api import Page

PLATFORM = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class VirtualKey:
    """Plugged in where it is made; `unplug` takes it away, another one may come in its place."""

    def __init__(self, page: Page) -> None:
        self._browser = page.context.new_cdp_session(page)
        self._browser.send("WebAuthn.enable", {"enableUI": False})
        self._id = self._made()

    def unplug(self) -> None:
        self._browser.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": self._id})

    def change(self) -> None:
        """Another key, on which nothing is."""
        self.unplug()
        self._id = self._made()

    def credentials(self) -> list[dict[str, Any]]:
        found = self._browser.send("WebAuthn.getCredentials", {"authenticatorId": self._id})
        rows: list[dict[str, Any]] = found["credentials"]
        return rows

    def take(self, credential: dict[str, Any]) -> None:
        self._browser.send("WebAuthn.addCredential", {"authenticatorId": self._id, "credential": credential})

    def _made(self) -> str:
        made = self._browser.send("WebAuthn.addVirtualAuthenticator", {"options": PLATFORM})
        return str(made["authenticatorId"])
