/** One entry of a 422, as GitHub words it. */
export interface ValidationProblem {
  resource: string;
  field?: string;
  code: string;
  message?: string;
}

/** An answer other than success, in GitHub's form. */
export class GitHubError extends Error {
  constructor(
    public readonly status: number,
    message: string,
    public readonly errors?: ValidationProblem[],
  ) {
    super(message);
    this.name = 'GitHubError';
  }

  toBody() {
    return {
      message: this.message,
      ...(this.errors && { errors: this.errors }),
      documentation_url: 'https://docs.github.com/rest',
      status: String(this.status),
    };
  }
}

export const notFound = () => new GitHubError(404, 'Not Found');

export function validationFailed(...errors: ValidationProblem[]): GitHubError {
  return new GitHubError(422, 'Validation Failed', errors);
}
