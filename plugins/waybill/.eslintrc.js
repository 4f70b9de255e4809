module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    '@typescript-eslint/no-explicit-any': 'error',
    '@backstage/no-mixed-plugin-imports': 'error',
    '@backstage/no-top-level-material-ui-4-imports': 'error',
  },
});
