/** The one message the hidden window's preload sends; a port comes with it. */
export const engineChannel = 'sfumato:engine';
