/** What `GET /widget/config` answers. */
export type WidgetConfig = {
  chatbot: {
    id: string;
    name: string;
    /** http(s) address of a picture, or null for a monogram. */
    avatarUrl: string | null;
    welcomeMessage: string | null;
  };
  ui: {
    showCloseButton: boolean;
    showNewConversationButton: boolean;
    /** Fills the element that the script stands in, instead of floating over the page. */
    expandInContainer: boolean;
    privacyPolicyUrl: string | null;
    termsOfServiceUrl: string | null;
    maxMessages: { limit: number; message: string } | null;
  };
  launcher: {
    /** Diameter in CSS pixels, 40 to 140. */
    size: number;
    position: 'left' | 'right';
    /** Distance from the lower edge in CSS pixels, at least 10. */
    bottomMargin: number;
    /** Page-entry sound. */
    sound: boolean;
    prompts: { messages: string[]; mode: 'rotate' | 'random'; intervalSeconds: number };
  };
  theme: WidgetTheme;
  /** What is read out before the catalogue is there, in the language that was asked for. */
  labels: { launcher: string; dismiss: string };
  /** The deployment's default; the page's and the browser's language come first. */
  locale: string | null;
  /** Overrides of single strings, by the names of the catalogue. */
  strings: Record<string, string>;
  identity: { mode: 'off' | 'optional' | 'required' };
};

export type WidgetTheme = {
  colorScheme: 'auto' | 'light' | 'dark';
  /** `#rrggbb` */
  accentColor: string | null;
  /** Corner radius of the panel in CSS pixels. */
  radius: number | null;
  /** A CSS font-family list. */
  fontFamily: string | null;
};
