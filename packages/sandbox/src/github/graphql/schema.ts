import { buildSchema } from 'graphql';

/**
 * What the sandbox has of GitHub's GraphQL schema, under its names and types.
 *
 * @see https://docs.github.com/en/graphql/reference/git#updaterefs
 */
export const schema = buildSchema(`
  scalar GitObjectID
  scalar GitRefname

  type Query {
    """Lookup a given repository by the owner and repository name."""
    repository(owner: String!, name: String!): Repository
  }

  type Repository {
    id: ID!
  }

  type Mutation {
    """Creates, updates and/or deletes multiple refs in a repository, all of them or none."""
    updateRefs(input: UpdateRefsInput!): UpdateRefsPayload
  }

  input UpdateRefsInput {
    clientMutationId: String
    refUpdates: [RefUpdate!]!
    repositoryId: ID!
  }

  input RefUpdate {
    """The value this reference should be updated to; zeros remove it."""
    afterOid: GitObjectID!
    """The value this reference needs to point to before the update; zeros: it must not exist."""
    beforeOid: GitObjectID
    """Force a non fast-forward update."""
    force: Boolean = false
    """The fully qualified name of the ref to be update."""
    name: GitRefname!
  }

  type UpdateRefsPayload {
    clientMutationId: String
  }
`);
