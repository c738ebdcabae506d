import { expect, test } from 'vitest';
import { projectWithImages } from '../testing/projectWithImages.ts';

test('an empty queue says why it is empty', async () => {
  const unlabelled = await projectWithImages('images');
  expect(await unlabelled.client.review.queue({})).toMatchObject({ openCount: 0, whyEmpty: 'noModel' });
});

test('a queue with open regions has no reason to give; once all are settled it says so', async () => {
  const { client } = await projectWithImages('model');
  const { regions, whyEmpty } = await client.review.queue({});
  expect(whyEmpty).toBeNull();
  for (const { id } of regions) await client.review.settle({ regionId: id, decision: 'deferred' });
  expect(await client.review.queue({})).toMatchObject({ openCount: 0, settledCount: 2, whyEmpty: 'allSettled' });
});
