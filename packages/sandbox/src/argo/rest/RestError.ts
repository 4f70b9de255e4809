/** An error as Argo CD's API server answers it: gRPC's code and HTTP's. */
export class RestError extends Error {
  constructor(readonly status: number, readonly code: number, message: string) {
    super(message);
  }

  toBody() {
    return { error: this.message, code: this.code, message: this.message };
  }
}
