// The page as it stands, without what a form, a script or an address may give away.
() => {
  const hidden = '******';
  const telling = /token|secret|csrf|xsrf|nonce|auth|session|api[-_]?key|password|^on|^data-.*(id|key)$/i;
  const copy = document.documentElement.cloneNode(true);
  copy.querySelectorAll('script, noscript, template, style').forEach((e) => { e.textContent = ''; });
  copy.querySelectorAll('input, button, option').forEach((e) => {
    if (e.getAttribute('value')) e.setAttribute('value', hidden);
  });
  copy.querySelectorAll('textarea, [contenteditable]').forEach((e) => { e.textContent = hidden; });
  copy.querySelectorAll('meta[content]').forEach((e) => e.setAttribute('content', hidden));
  copy.querySelectorAll('*').forEach((e) => {
    for (const a of [...e.attributes]) {
      if (telling.test(a.name)) e.setAttribute(a.name, hidden);
      if (/^(href|src|srcset|action|formaction|poster)$/i.test(a.name)) {
        e.setAttribute(a.name, a.value.startsWith('data:') ? 'data:' : a.value.replace(/[?#].*$/s, ''));
      }
    }
  });
  return copy.outerHTML;
}
