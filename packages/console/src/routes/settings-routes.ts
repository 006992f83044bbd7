export const settingsRoutes = [];
