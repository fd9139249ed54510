// j and k move through the rows, Enter opens a story; the page learns whether its newest line is in sight.
let stop;

export function attach(page, top) {
  detach();
  const controller = new AbortController(), { signal } = controller;
  let at = true;
  const rows = () => [...document.querySelectorAll('.grid-activity tbody tr.rz-data-row')];
  const current = () => document.querySelector('.grid-activity tr.row-current');
  const choose = row => {
    if (!row) return;
    current()?.classList.remove('row-current');
    row.classList.add('row-current');
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  };
  document.addEventListener('keydown', e => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest('input,textarea,select,button,a,[contenteditable]')) return;
    if (document.querySelector('.rz-dialog-wrapper, dialog[open]')) return;
    const all = rows(), i = all.indexOf(current());
    if (e.key === 'j') choose(all[Math.min(i + 1, all.length - 1)]);
    else if (e.key === 'k') choose(all[Math.max(i - 1, 0)]);
    else if (e.key === 'Enter' && i >= 0) { e.preventDefault(); all[i].querySelector('td:nth-child(2)')?.click(); }
  }, { signal });
  const seen = new IntersectionObserver(([entry]) => {
    if (entry.isIntersecting === at) return;
    at = entry.isIntersecting;
    page.invokeMethodAsync('Scrolled', at).catch(() => {});
  });
  seen.observe(top);
  stop = () => { controller.abort(); seen.disconnect(); };
}

export function detach() { stop?.(); stop = undefined; }

export function toTop() { window.scrollTo({ top: 0 }); }
