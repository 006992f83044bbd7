export const accountRoutes = [];
