/** What is asked of the methods: unknown things in streets, people's disagreement, the networks' own errors. */
export const tableNames = ['camvid', 'annotators', 'errors'] as const;
export type TableName = (typeof tableNames)[number];
