import { implementer, mutable } from '../implementer.ts';
import type { HandlerContext } from '../implementer.ts';
import { imageTable } from './imageTable.ts';
import { inspectFolder } from './inspectFolder.ts';
import { reviewImages } from './reviewImages.ts';
import { setPixelSize, setRoles } from './changeImages.ts';
import { startImport } from './startImport.ts';

export function imagesHandlers({ services, current }: HandlerContext) {
  const os = implementer.images;
  return {
    list: os.list.handler(() => current.require().store.images.list().map(mutable)),
    inspect: os.inspect.handler(async ({ input }) => mutable(await inspectFolder(services, input))),
    import: os.import.handler(({ input }) => ({ jobId: startImport(current.require(), services, input) })),
    table: os.table.handler(async () => mutable(await imageTable(current.require()))),
    setRole: os.setRole.handler(({ input }) => {
      const session = current.require();
      setRoles(session, services, [input.imageId], input.role);
      return mutable(session.store.images.get(input.imageId));
    }),
    setRoles: os.setRoles.handler(({ input }) => {
      setRoles(current.require(), services, input.imageIds, input.role);
      return {};
    }),
    setPixelSize: os.setPixelSize.handler(({ input }) => {
      setPixelSize(current.require(), services, input.imageIds, input.pixelSizeUm);
      return {};
    }),
    reviewImages: os.reviewImages.handler(({ input }) => {
      const session = current.require();
      return session.inOrder(() => reviewImages(session, services, input));
    }),
  };
}
