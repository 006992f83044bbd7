/** The nonce that this page's policy asks of style elements; the server writes it into every page anew. */
export const styleNonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';

// The scroll lock below dialogs adds a style element too, and looks for the nonce under this name.
Object.assign(globalThis, { __webpack_nonce__: styleNonce });
