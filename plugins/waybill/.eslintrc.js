module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    '@typescript-eslint/no-explicit-any': 'error',
    // What scrolls must be reachable without a mouse.
    'jsx-a11y/no-noninteractive-tabindex': [
      'error',
      { tags: [], roles: ['tabpanel', 'group'], allowExpressionValues: true },
    ],
    '@backstage/no-mixed-plugin-imports': 'error',
    '@backstage/no-top-level-material-ui-4-imports': 'error',
  },
});
