export { AllowedUserIds } from "./allowed-user-ids";
export { plainApiKeyWarning } from "./api-key";
export { misspeltSettings, type MisspeltSettings } from "./misspelt-settings";
export { readSettings, SettingsError, type Settings } from "./read-settings";
export { settingNames, settingSource, settingVariables, type SettingName } from "./setting-sources";
