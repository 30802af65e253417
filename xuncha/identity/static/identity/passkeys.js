// Security keys: the browser is asked in JSON, its answer goes into the form. Without a script the codes remain.

(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replaceAll("=", "");

  function asked(options, kind) {
    options.challenge = bytes(options.challenge);
    if (kind === "enrol") options.user.id = bytes(options.user.id);
    for (const known of options.excludeCredentials ?? options.allowCredentials ?? [])
      known.id = bytes(known.id);
    return { publicKey: options };
  }

  function told(credential) {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
      if (credential.response[part]) response[part] = text(credential.response[part]);
    const { id, type, authenticatorAttachment } = credential;
    return JSON.stringify({ id, rawId: id, type, authenticatorAttachment, response, clientExtensionResults: {} });
  }

  async function take(form) {
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await fetch(form.dataset.options, { method: "POST", headers: { "X-CSRFToken": token } });
    const options = asked(await answer.json(), form.dataset.passkey);
    const { credentials } = navigator;
    const made = await (form.dataset.passkey === "enrol" ? credentials.create(options) : credentials.get(options));
    form.querySelector("[name=passkey]").value = told(made);
    form.submit();
  }

  for (const form of document.querySelectorAll("[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    form.querySelector("button").hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      take(form).catch(() => {
        const fault = form.querySelector("[data-fault]");
        fault.textContent = form.dataset.say;
        fault.hidden = false;
      });
    });
  }
})();
