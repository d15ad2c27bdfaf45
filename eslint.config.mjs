import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
    { ignores: ["dist/", "coverage/", "**/node_modules/", "tools/schema/examples/", "plugin/provider.cjs"] },
    js.configs.recommended,
    {
        files: ["**/*.ts"],
        extends: [...tseslint.configs.strictTypeChecked],
        languageOptions: { parserOptions: { projectService: true } },
        rules: {
            // Numbers read well in messages as they are.
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
        },
    },
    {
        files: ["tests/**/*.ts"],
        // chai's assertions are property reads.
        rules: { "@typescript-eslint/no-unused-expressions": "off" },
    },
    {
        files: ["tests/typed-programs/**/*.ts"],
        rules: {
            // Written as other people write theirs, and refused where the comment says.
            "@typescript-eslint/ban-ts-comment": "off",
            "@typescript-eslint/no-misused-spread": "off",
            "@typescript-eslint/no-unnecessary-type-parameters": "off",
            "@typescript-eslint/no-unsafe-return": "off",
        },
    },
    {
        files: ["examples/javascript-commonjs/*.js"],
        languageOptions: { sourceType: "commonjs" },
    },
    {
        files: ["**/*.mjs", "**/*.cjs"],
        languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly" } },
    },
);
