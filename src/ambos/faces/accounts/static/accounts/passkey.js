// Passkeys: a form with data-passkey asks the browser for a credential and sends it on.

const octets = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

const named = (credentials) => (credentials ?? []).map((one) => ({ ...one, id: octets(one.id) }));

const creation = (options) => ({
  ...options,
  challenge: octets(options.challenge),
  user: { ...options.user, id: octets(options.user.id) },
  excludeCredentials: named(options.excludeCredentials),
});

const request = (options) => ({
  ...options,
  challenge: octets(options.challenge),
  allowCredentials: named(options.allowCredentials),
});

// What the answers of an authenticator are called, of those that are octets.
const ANSWERS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

const plain = (credential) => ({
  id: credential.id,
  rawId: text(credential.rawId),
  type: credential.type,
  authenticatorAttachment: credential.authenticatorAttachment,
  clientExtensionResults: credential.getClientExtensionResults(),
  response: Object.fromEntries(
    ANSWERS.filter((name) => credential.response[name]).map((name) => [name, text(credential.response[name])]),
  ),
});

const fetched = async (address) => {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.json()).request_options;
};

const ceremony = async (form) => {
  const options = form.dataset.options ? JSON.parse(form.dataset.options) : await fetched(form.action);
  return form.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey: creation(options.publicKey) })
    : navigator.credentials.get({ publicKey: request(options.publicKey) });
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const failed = form.querySelector("[data-failed]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(plain(await ceremony(form)));
      form.submit();
    } catch {
      failed.hidden = false;
      failed.focus();
    }
  });
  if (window.PublicKeyCredential) form.hidden = false;
}
