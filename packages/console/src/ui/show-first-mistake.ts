/** A form that is sent with a mistake in it leads to the first one: in a long form it may be out of sight, and is said to nobody. */
export function showFirstMistake(): void {
  document.addEventListener('submit', ({ target }) => {
    // Once the form has said what it found.
    setTimeout(() => {
      const wrong = target instanceof HTMLFormElement ? target.querySelector('[aria-invalid="true"]') : null;
      if (wrong instanceof HTMLElement) wrong.focus();
    });
  });
}
