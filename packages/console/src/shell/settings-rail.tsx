export function SettingsRail() {
  return null;
}
