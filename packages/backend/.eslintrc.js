module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: { '@typescript-eslint/no-explicit-any': 'error' },
  overrides: [
    {
      // Never built: they run the repository as it stands, from outside.
      files: ['src/acceptance/**'],
      rules: {
        'no-restricted-syntax': 'off',
        'no-loop-func': 'off',
        'jest/expect-expect': [
          'warn',
          { assertFunctionNames: ['expect', 'survives'] },
        ],
      },
    },
  ],
});
