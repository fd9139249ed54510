// Blazor tells the state of the connection by a class on this element, in every version of its script; the events the
// .NET 10 template listens for exist in the .NET 10 script only.
const bar = document.getElementById('components-reconnect-modal');
const states = ['show', 'retrying', 'failed', 'rejected'].map(s => 'components-reconnect-' + s);
let since = 0, trying = false;

async function again() {
  if (trying) return;
  trying = true;
  try {
    // false: the server answered, but it no longer knows this circuit
    if (!await Blazor.reconnect()) location.reload();
  } catch {
    setTimeout(again, 2000); // still away
  } finally {
    trying = false;
  }
}

new MutationObserver(() => {
  const lost = states.some(s => bar.classList.contains(s));
  since = lost ? since || Date.now() : 0;
  // Greys the page by the stylesheet and tells ui.js to let forms go out natively.
  document.documentElement.toggleAttribute('data-lost', lost);
  if (bar.classList.contains('components-reconnect-rejected')) location.reload();
  else if (bar.classList.contains('components-reconnect-failed')) again();
}).observe(bar, { attributes: true, attributeFilter: ['class'] });

setInterval(() => {
  if (since) document.getElementById('lost-age').textContent = Math.round((Date.now() - since) / 1000) + ' s';
}, 1000);
document.getElementById('reconnect-now').addEventListener('click', again);
