"""What letters say where nobody wrote other words, in the languages that the gateway writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

USUAL_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """A letter before it is written, with its placeholders: see `access.letter_words`."""

    subject: str
    text: str


WORDS: Mapping[str, Mapping[str, Words]] = {
    "en": {
        "sign-up": Words(
            "Confirm your address for {house}",
            "Somebody signed up at {house} with this address.\n\n"
            "If it was you, please confirm it with the password that you chose:\n\n{link}\n\n"
            "This works once, and for two days. If it was not you, there is nothing to do: "
            "without it there is no account.",
        ),
        "known-address": Words(
            "Your account at {house}",
            "Somebody wanted to sign up at {house} with this address, which has an account "
            "already.\n\n"
            "If it was you, sign in as ever. Should you have forgotten the password, choose a "
            "new one within two hours:\n\n{link}\n\n"
            "If it was not you, there is nothing to do.",
        ),
        "welcome": Words(
            "Welcome to {house}",
            "Your account at {house} is there: sign in with this address and the password that "
            "you chose.\n\n"
            "If it was not you who signed up, choose a new password at the portal, or reply to "
            "this letter.",
        ),
        "new-password": Words(
            "A new password for {house}",
            "Somebody asked for a new password at {house} for this address.\n\n"
            "If it was you, choose one within two hours:\n\n{link}\n\n"
            "This works once. If it was not you, there is nothing to do: your password stays.",
        ),
        "password-changed": Words(
            "Your password at {house} was changed",
            "Your account at {house} has a new password. Wherever else it was signed in, it is "
            "signed out.\n\n"
            "If it was not you, please reply to this letter.",
        ),
    },
    "de": {
        "sign-up": Words(
            "Bitte Adresse für {house} bestätigen",
            "Mit dieser Adresse hat sich jemand bei {house} angemeldet.\n\n"
            "Wenn Sie das waren, bestätigen Sie es bitte mit dem Passwort, das Sie gewählt "
            "haben:\n\n{link}\n\n"
            "Das gilt einmal und zwei Tage lang. Wenn Sie es nicht waren, ist nichts zu tun: "
            "Ohne Bestätigung gibt es kein Konto.",
        ),
        "known-address": Words(
            "Ihr Konto bei {house}",
            "Mit dieser Adresse wollte sich jemand bei {house} anmelden. Es gibt zu ihr schon "
            "ein Konto.\n\n"
            "Wenn Sie das waren, melden Sie sich an wie immer. Falls Sie das Passwort vergessen "
            "haben, wählen Sie binnen zwei Stunden ein neues:\n\n{link}\n\n"
            "Wenn Sie es nicht waren, ist nichts zu tun.",
        ),
        "welcome": Words(
            "Willkommen bei {house}",
            "Ihr Konto bei {house} ist eingerichtet: Melden Sie sich mit dieser Adresse und dem "
            "gewählten Passwort an.\n\n"
            "Wenn nicht Sie das Konto angelegt haben, wählen Sie im Portal ein neues Passwort, "
            "oder antworten Sie auf diesen Brief.",
        ),
        "new-password": Words(
            "Ein neues Passwort für {house}",
            "Für diese Adresse wurde bei {house} ein neues Passwort verlangt.\n\n"
            "Wenn Sie das waren, wählen Sie binnen zwei Stunden eines:\n\n{link}\n\n"
            "Das gilt einmal. Wenn Sie es nicht waren, ist nichts zu tun: Ihr Passwort bleibt.",
        ),
        "password-changed": Words(
            "Ihr Passwort bei {house} wurde geändert",
            "Ihr Konto bei {house} hat ein neues Passwort. Wo Sie sonst noch angemeldet waren, "
            "sind Sie abgemeldet.\n\n"
            "Wenn Sie das nicht waren, antworten Sie bitte auf diesen Brief.",
        ),
    },
}

CODE: Mapping[str, str] = {"en": "Your code: {token}", "de": "Ihr Code: {token}"}
"""How to go on where the location names no page that takes the token."""
