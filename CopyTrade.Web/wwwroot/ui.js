// Works on every page, with and without a circuit.

// Theme, density, clock: set the attribute, remember the choice; the server reads the cookie on the next load. Of somebody
// who is signed in it keeps the choice for other devices too; without an answer it counts on this one.
const keep = (name, value) => {
  document.documentElement.dataset[name] = value;
  if (name === 'times') tick();
  document.cookie = `${name}=${value};path=/;max-age=31536000;samesite=lax${location.protocol === 'https:' ? ';secure' : ''}`;
  if (document.documentElement.dataset.signed) fetch(`/account/display?name=${name}&value=${value}`, { method: 'POST', keepalive: true }).catch(() => {});
  for (const one of document.querySelectorAll(`[data-choose^="${name}:"]`)) one.setAttribute('aria-pressed', one.dataset.choose === `${name}:${value}`);
};
document.addEventListener('click', e => {
  const chosen = e.target.closest('[data-choose]');
  if (chosen) keep(...chosen.dataset.choose.split(':'));
  const b = e.target.closest('[data-set]');
  if (b) {
    const [name, values] = b.dataset.set.split(':'), list = values.split('|'), root = document.documentElement;
    keep(name, list[(list.indexOf(root.dataset[name]) + 1) % list.length]);
  }
  const c = e.target.closest('[data-copy]');
  if (c) copy(c);
  const link = e.target.closest('.more a');
  if (link) document.getElementById('more')?.hidePopover?.();
});

// Says "copied" only once it is. Without a clipboard (plain http, no permission) the text is shown, selected, to be taken by hand.
async function copy(button) {
  const text = button.dataset.copy;
  try {
    await navigator.clipboard.writeText(text);
    button.dataset.copied = '';
    setTimeout(() => delete button.dataset.copied, 1200);
  } catch {
    const dialog = document.createElement('dialog'), title = document.createElement('h2'), area = document.createElement('textarea'), form = document.createElement('form'), close = document.createElement('button');
    dialog.className = 'keys by-hand';
    title.textContent = 'Not copied';
    area.setAttribute('aria-label', 'Copy it by hand: the browser does not allow it here');
    Object.assign(area, { className: 'input', readOnly: true, rows: 4, value: text });
    form.method = 'dialog';
    Object.assign(close, { className: 'act', textContent: 'Close' });
    const says = document.createElement('p');
    says.textContent = 'The browser does not let this page copy. It is selected: press Ctrl+C, or Cmd+C.';
    form.append(close);
    dialog.append(title, says, area, form);
    dialog.addEventListener('close', () => { dialog.remove(); button.focus(); });
    document.body.append(dialog);
    dialog.showModal();
    area.focus();
    area.select();
  }
}

// A sheet of paper says when it was printed and from where: whose it is stands in its banner.
window.addEventListener('beforeprint', () => {
  const at = new Date().toUTCString().slice(5, 22);
  for (const line of document.querySelectorAll('[data-printed]')) line.textContent = `Printed ${at} UTC from ${location.href}`;
});

// j and k go from line to line of a table or a list, to the first thing of each that opens it; in hits of a search the arrows do too.
const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
function move(by) {
  const hits = [...document.querySelectorAll('[data-list] a')];
  const lines = hits.length ? hits : [...document.querySelectorAll('.main .grid tbody tr, .main ul.rows > li, .main .tcards > *')].map(line => line.querySelector('a[href], button:not([disabled])')).filter(Boolean);
  const line = document.activeElement?.closest('tr, li, .tcards > *'), at = lines.findIndex(one => one === document.activeElement || line?.contains(one));
  lines[at < 0 ? (by > 0 ? 0 : lines.length - 1) : Math.min(lines.length - 1, Math.max(0, at + by))]?.focus();
  return lines.length > 0;
}

// "/" jumps to search, "g" then a letter opens a page, "p" asks to pause, "?" shows the keys. Never while typing.
let g = 0;
document.addEventListener('keydown', e => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === 'ArrowDown' && e.target.matches('input[type=search]') && document.querySelector('[data-list] a')) { e.preventDefault(); move(1); return; }
  if (e.target.closest('input,textarea,select,[contenteditable]')) return;
  if (document.querySelector('.rz-dialog-wrapper, dialog[open]')) return;
  const go = Date.now() - g < 1200 ? document.querySelector(`[data-go="${CSS.escape(e.key)}"]`) : null;
  g = 0;
  if (go) { e.preventDefault(); go.click(); }
  else if (e.key === '/') { const s = document.getElementById('search'); e.preventDefault(); if (s?.offsetParent) s.focus(); else if (document.getElementById('find')) document.getElementById('find').focus(); else document.querySelector('a[href="/search"]')?.click(); }
  else if (step[e.key] && (e.key.length === 1 || document.querySelector('[data-list] a'))) { if (move(step[e.key])) e.preventDefault(); }
  else if (e.key === '?') { e.preventDefault(); document.getElementById('keys')?.showModal(); }
  else if (e.key === 'g') g = Date.now();
  else if (e.key.length === 1) { const act = document.querySelector(`[data-key="${CSS.escape(e.key)}"]`); act?.focus(); act?.click(); }
});

// A live list may move between press and release. The click would meet whatever lies around both places: it is for what was pressed.
const own = node => node.closest?.('a,button,summary,label,tr');
let pressed = null;
window.addEventListener('pointerdown', e => { pressed = e.isPrimary && e.button === 0 ? { on: e.target, x: e.clientX, y: e.clientY } : null; }, true);
window.addEventListener('click', e => {
  const was = pressed;
  pressed = null;
  if (!was?.on.isConnected || !e.isTrusted || e.detail === 0 || own(was.on) === own(e.target) || Math.hypot(e.clientX - was.x, e.clientY - was.y) > 4) return;
  e.stopImmediatePropagation();
  e.preventDefault();
  was.on.click?.();
}, true);

// Pause and Halt must not hang on a circuit that has gone: lost, or silent for 1.5 s, the form goes out as a plain post,
// which leads to the confirmation page. "window" comes before Blazor's own listener on the document.
window.addEventListener('submit', e => {
  const form = e.target.closest('form[data-switch]');
  if (!form) return;
  if (document.documentElement.hasAttribute('data-lost')) { e.stopImmediatePropagation(); return; }
  const post = setTimeout(() => { answered.disconnect(); HTMLFormElement.prototype.submit.call(form); }, 1500);
  const answered = new MutationObserver(() => {
    if (!document.querySelector('[data-confirm]')) return;
    clearTimeout(post);
    answered.disconnect();
  });
  answered.observe(document.body, { childList: true, subtree: true });
}, true);

// The age of the feed goes on between renders; the same words as Format.Age on the server.
const ageText = ms => {
  const s = ms / 1000;
  if (s < 10) return (Math.floor(s * 10) / 10).toFixed(1) + ' s';
  if (s < 60) return Math.floor(s) + ' s';
  if (s < 3600) return Math.floor(s / 60) + ' m';
  if (s < 86400) return Math.floor(s / 3600) + ' h ' + String(Math.floor(s / 60) % 60).padStart(2, '0') + ' m';
  return Math.floor(s / 86400) + ' d ' + Math.floor(s / 3600) % 24 + ' h';
};
const seen = new WeakMap();
function tick() {
  for (const feed of document.querySelectorAll('[data-feed]')) {
    const said = feed.dataset.seq + ':' + (feed.dataset.age ?? '');
    if (seen.get(feed)?.said !== said) seen.set(feed, { said, at: performance.now() });
    if (feed.dataset.age === undefined) continue;
    const age = +feed.dataset.age + performance.now() - seen.get(feed).at;
    const level = age < +feed.dataset.slow ? 'live' : age < +feed.dataset.stale ? 'slow' : 'stale';
    feed.className = 'feed feed-' + level;
    write(feed.querySelector('.feed-age'), ageText(age));
    write(feed.querySelector('.feed-word'), level);
  }
  const isLocal = document.documentElement.dataset.times === 'local';
  for (const clock of document.querySelectorAll('[data-clock]')) write(clock, isLocal ? new Date().toTimeString().slice(0, 8) + ' here' : new Date().toISOString().slice(11, 19) + ' UTC');
  for (const time of document.querySelectorAll('time[data-moment]')) {
    const at = new Date(time.dateTime);
    write(time, moment(at, isLocal, time.dataset.moment === 'year', false));
  }
}
// The same words as Format.Moment on the server; by the device's clock they end with "here".
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
function moment(at, isLocal, hasYear, hasSeconds) {
  const t = isLocal ? new Date(at - at.getTimezoneOffset() * 60000) : at, iso = t.toISOString();
  return `${t.getUTCDate()} ${months[t.getUTCMonth()]} ${hasYear ? t.getUTCFullYear() + ' ' : ''}${iso.slice(11, hasSeconds ? 19 : 16)} ${isLocal ? 'here' : 'UTC'}`;
}
// Whatever is shown, an age or a moment: both clocks on hover.
document.addEventListener('mouseover', e => {
  const time = e.target.closest?.('time[datetime]');
  if (time) { const at = new Date(time.dateTime); time.title = moment(at, true, true, true) + ' = ' + moment(at, false, true, true); }
});
// Writes into the text node that Blazor made, so that its next render still finds it.
function write(element, text) {
  if (element?.firstChild && element.firstChild.data !== text) element.firstChild.data = text;
}
setInterval(tick, 1000);

// An open page needs no request while it is used: say now and then that somebody is there, or the session would end under their hands.
let lastSaid = Date.now();
const here = () => {
  if (!document.documentElement.dataset.signed || Date.now() - lastSaid < 300000) return;
  lastSaid = Date.now();
  fetch('/account/here', { method: 'POST', keepalive: true }).catch(() => {});
};
for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchmove']) document.addEventListener(kind, here, { passive: true, capture: true });
