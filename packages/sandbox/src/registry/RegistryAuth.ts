/** How a registry may ask who is there. */
export interface RegistryAuth {
  type: 'basic' | 'bearer';
  username: string;
  password: string;
}
