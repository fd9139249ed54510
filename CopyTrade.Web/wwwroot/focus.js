// Keeps the focus, and what was typed, where the person has put it.

// Since when it is there: the address tells whether they moved before or after the page was gone to.
let opener = null, last = null, lastPath = location.pathname;
document.addEventListener('focusin', e => {
  [last, lastPath] = [e.target, location.pathname];
  if (!e.target.closest('.rz-dialog-wrapper, dialog')) opener = e.target;
});
document.addEventListener('pointerdown', e => { if (!last?.contains(e.target)) last = null; }, true);
const isNowhere = () => !document.activeElement || document.activeElement === document.body;

// A page that was gone to is read from its heading, unless somebody is already further (HeadingFocus on the server).
function focusHeading() {
  const heading = document.querySelector('h1');
  if (!heading || !isNowhere() && lastPath === location.pathname) return;
  if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

// A dialog gives the focus back to what opened it.
let wasOpen = false;
new MutationObserver(() => {
  const isOpen = !!document.querySelector('.rz-dialog-wrapper');
  if (wasOpen && !isOpen && opener?.isConnected && isNowhere()) opener.focus();
  wasOpen = isOpen;
}).observe(document.body, { childList: true });

// A button is grey while the page does something, and gets the focus back after it.
new MutationObserver(changes => {
  for (const { target } of changes) if (target === last && !target.disabled && isNowhere()) target.focus({ preventScroll: true });
}).observe(document.body, { subtree: true, attributeFilter: ['disabled'] });

// A circuit that takes the page over puts elements of its own in the place of those the server had drawn. Focus, opened
// parts and typed words go over to them.
const drawn = document.querySelector('.shell');
if (drawn) {
  // Each with the address it was done at: what was typed for one page is not for the next.
  const typed = new Map(), opened = new Map();
  const type = e => { if (e.isTrusted && e.target.matches('textarea, input:not([type=checkbox], [type=radio], [type=password])')) typed.set(e.target, location.pathname); };
  const open = e => { if (e.newState === 'open') opened.set(e.target, location.pathname); else opened.delete(e.target); };
  const here = done => [...done].filter(([element, path]) => drawn.contains(element) && path === location.pathname).map(([element]) => element);
  document.addEventListener('input', type);
  document.addEventListener('toggle', open, true);
  const takeover = new MutationObserver(() => {
    if (drawn.isConnected) return;
    takeover.disconnect();
    document.removeEventListener('input', type);
    document.removeEventListener('toggle', open, true);
    const live = document.querySelector('.shell');
    if (!live) return;
    for (const element of here(opened)) {
      const now = counterpart(element, live);
      if (now?.matches('[popover]')) now.showPopover();
      else if (now) now.open = true;
    }
    for (const element of here(typed)) {
      const now = counterpart(element, live);
      if (!now || now.value === element.value) continue;
      now.value = element.value;
      for (const kind of ['input', 'change']) now.dispatchEvent(new Event(kind, { bubbles: true }));
    }
    const now = last && drawn.contains(last) && lastPath === location.pathname && isNowhere() ? counterpart(last, live) : null;
    if (!now) return;
    const [from, to] = [last.selectionStart, last.selectionEnd];
    if (last.matches('h1') && !now.hasAttribute('tabindex')) now.tabIndex = -1;
    now.focus({ preventScroll: true });
    if (typeof from === 'number') now.setSelectionRange(from, to);
  });
  takeover.observe(document.body, { childList: true });
}

// What shows the same in the new page: by its id, or else the same of those that look alike.
function counterpart(element, live) {
  if (element.id) return document.getElementById(element.id);
  const look = one => [one.getAttribute('href'), one.getAttribute('name'), one.getAttribute('aria-label'), one.matches('a, button, summary, h1') ? one.textContent.trim() : ''].join('\n');
  const alike = root => [...root.querySelectorAll(element.localName)].filter(one => look(one) === look(element));
  return alike(live)[alike(drawn).indexOf(element)];
}
