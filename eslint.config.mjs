import tseslint from 'typescript-eslint';
import wxml from 'eslint-plugin-wxml';
import { parseForESLint } from '@wxml/parser';

/** ESLint's --cache needs a name and version for anything that is a function. */
const wxmlParser = { meta: { name: '@wxml/parser', version: '0.4.0' }, parseForESLint };

export default tseslint.config(
  { ignores: ['dist/', '.local/', '.cache/', 'tools/wechat-ci/', '**/*.cjs', '**/*.mjs'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Page and Component methods are passed around by WeChat, which sets `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      // Handlers and fakes are async because their contract is.
      '@typescript-eslint/require-await': 'off',
      // `const { secret: _, ...rest }` leaves something out.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
    },
  },
  {
    files: ['miniprogram/**/*.ts'],
    rules: {
      // `data-*` attributes and network replies arrive as `any` from WeChat.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      // `data: { errors: {} as Record<…> }` is needed: Page() infers the page's type from it.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
    },
  },
  { files: ['typings/**'], rules: { '@typescript-eslint/no-unused-vars': 'off' } },
  {
    // Test doubles stand in for WeChat's untyped edges.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-require-imports': 'off',
    },
  },
  {
    files: ['**/*.wxml'],
    plugins: { wxml },
    languageOptions: { parser: wxmlParser },
    rules: {
      'wxml/no-duplicate-attributes': 'error',
      'wxml/no-inconsistent-tagname': 'error',
      'wxml/no-unexpected-string-bool': 'error',
      'wxml/no-wx-for-with-wx-if': 'error',
      'wxml/no-wx-if-string': 'error',
      'wxml/report-interpolation-error': 'error',
      'wxml/report-wxml-syntax-error': 'error',
      'wxml/report-wxs-syntax-error': 'error',
      'wxml/wx-key': 'error',
    },
  },
);
