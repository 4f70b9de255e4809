/**
 * Who did something: a person, another program, or a rule of the platform.
 *
 * @remarks `ref` is an entity ref for users (`user:default/dana`), a principal's subject for
 * services (`external:acceptance`), and a policy's name for policies (`auto-promotion`).
 * @public
 */
export interface Actor {
  type: 'user' | 'service' | 'policy';
  ref: string;
}
