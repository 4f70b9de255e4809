module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: { '@typescript-eslint/no-explicit-any': 'error' },
  overrides: [
    {
      // Never built: they run the repository as it stands, from outside.
      files: ['src/acceptance/**'],
      rules: {
        'no-restricted-syntax': 'off',
        'no-loop-func': 'off',
        '@backstage/no-undeclared-imports': 'off',
        // What is expected stands in the helpers that wait for it, and after every test.
        'jest/expect-expect': 'off',
        'jest/no-standalone-expect': 'off',
      },
    },
  ],
});
