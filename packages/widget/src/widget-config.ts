/** What `GET /widget/config` answers, as far as the widget reads it today. */
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
    privacyPolicyUrl: string | null;
    termsOfServiceUrl: string | null;
  };
  launcher: {
    /** Diameter in CSS pixels, 40 to 140. */
    size: number;
    position: 'left' | 'right';
    /** Distance from the lower edge in CSS pixels, at least 10. */
    bottomMargin: number;
  };
};
