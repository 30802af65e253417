"""Security keys and device locks (WebAuthn, W3C Level 2), by py_webauthn: what was challenged must be what is answered."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import PublicKeyCredentialDescriptor, UserVerificationRequirement

from xuncha.accounts.models import User
from xuncha.audit import actions as audit
from xuncha.audit.rules import Act
from xuncha.identity.actions.factors import enrolled
from xuncha.identity.models import Passkey
from xuncha.kernel.refusals import NotAllowed

CHALLENGE = "passkey_challenge"  # in the session, for one answer
UNSOUND = (WebAuthnException, ValueError, KeyError, TypeError)


def enrolment(user: User, session: Any, *, host: str, name: str) -> str:
    """What the browser is asked, as JSON."""
    options = generate_registration_options(
        rp_id=host,
        rp_name=name,
        user_id=user.uid.bytes,
        user_name=user.username,
        user_display_name=user.name,
        exclude_credentials=_known(user),
    )
    session[CHALLENGE] = bytes_to_base64url(options.challenge)
    return options_to_json(options)


@transaction.atomic
def enrol(user: User, session: Any, answer: str, *, host: str, origin: str, name: str) -> list[str]:
    """Keep the public half of the key. The recovery codes, if there were none."""
    try:
        proof = verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(session.pop(CHALLENGE, "")),
            expected_rp_id=host,
            expected_origin=origin,
        )
        with transaction.atomic():
            Passkey.objects.create(
                user=user,
                name=name.strip()[:40] or "安全密钥",
                credential=bytes_to_base64url(proof.credential_id),
                public_key=bytes_to_base64url(proof.credential_public_key),
                sign_count=proof.sign_count,
            )
    except (*UNSOUND, IntegrityError) as why:
        raise NotAllowed("安全密钥登记未成功，请重试。") from why
    audit.record(who=user.username, verb=Act.ENROL, subject=user.username, note="WebAuthn")
    return enrolled(user)


def question(user: User, session: Any, *, host: str) -> str:
    """What the browser is asked at sign-in, as JSON."""
    options = generate_authentication_options(
        rp_id=host, allow_credentials=_known(user), user_verification=UserVerificationRequirement.PREFERRED
    )
    session[CHALLENGE] = bytes_to_base64url(options.challenge)
    return options_to_json(options)


def show(user: User, session: Any, answer: str, *, host: str, origin: str) -> bool:
    """Whether one of this person's keys signed the challenge that was given; each challenge counts once."""
    challenge = session.pop(CHALLENGE, "")
    for row in Passkey.objects.filter(user=user):
        try:
            proof = verify_authentication_response(
                credential=answer,
                expected_challenge=base64url_to_bytes(challenge),
                expected_rp_id=host,
                expected_origin=origin,
                credential_public_key=base64url_to_bytes(row.public_key),
                credential_current_sign_count=row.sign_count,
            )
        except UNSOUND:
            continue
        if challenge and bytes_to_base64url(proof.credential_id) == row.credential:
            rows = Passkey.objects.filter(pk=row.pk, sign_count=row.sign_count)
            return bool(rows.update(sign_count=proof.new_sign_count, used_at=timezone.now()))
    return False


def _known(user: User) -> list[PublicKeyCredentialDescriptor]:
    rows = Passkey.objects.filter(user=user).values_list("credential", flat=True)
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in rows]
