// The page inside the live preview of Appearance. The console around it says what to show; what happens is told back.
(() => {
  const around = window.parent;
  const tell = (message) => around.postMessage({ from: 'wicketgate-preview', ...message }, location.origin);
  // One after the other: the widget before must be gone when the next one looks for its place.
  let showing = Promise.resolve();

  addEventListener('message', ({ origin, source, data }) => {
    if (origin !== location.origin || source !== around) return;
    showing = showing.then(() => show(data));
  });
  document.addEventListener('wicket:ready', () => tell({ what: 'ready' }));
  document.addEventListener('wicket:error', ({ detail }) =>
    tell({ what: 'error', code: detail.code, detail: detail.detail }),
  );
  tell({ what: 'waiting' });

  async function show({ key, chatbotId, scheme, followsSystem }) {
    await window.Wicket?.destroy?.();
    // A same-origin GET carries no Origin, so the gate would not give back what was said before: begin anew.
    localStorage.removeItem(`wicketgate:${chatbotId}`);
    document.documentElement.dataset.scheme = scheme;
    const script = document.createElement('script');
    script.src = new URL('../widget.js', location.href).href;
    script.dataset.key = key;
    if (followsSystem) script.dataset.colorScheme = scheme;
    document.getElementById('spot').replaceChildren(script);
  }
})();
