/** Why a folder of images is not imported. */
export const importMessages = {
  noImageFiles: ({ folder, prefix }: { folder: string; prefix: string }) =>
    `${folder}: no image file${prefix === '' ? '' : ` whose name begins with ${JSON.stringify(prefix)}`} there (PNG, JPEG, WebP or TIFF)`,
  labelFolderIsImageFolder: ({ folder }: { folder: string }) =>
    `${folder}: given for images and for labels, but no file there is named as another's label file (such as a_mask.png beside a.png); label files need such names or a folder of their own`,
  filesUnreadable: ({ count, more, reasons }: { count: number; more: boolean; reasons: readonly string[] }) =>
    `${more ? `at least ${count}` : count} files cannot be read, so nothing was imported: ${reasons.join('; ')}`,
  sameContent: ({ name, other }: { name: string; other: string }) => `${name}: has the same content as ${other}; take one of them out of the folder`,
  ambiguousMasks: ({ folder }: { folder: string }) =>
    `${folder}: the label files hold only 0 and 255, and 255 means not labelled. If 255 marks the objects, import the labels as instances`,
  changedWhileRead: ({ name }: { name: string }) => `${name}: was changed while it was read; import again`,
  imageNameTaken: ({ name }: { name: string }) => `${name}: the project already has an image of this name`,
  labelSlicesDiffer: ({ label, labelSlices, image, imageSlices }: { label: string; labelSlices: number; image: string; imageSlices: number }) =>
    `label file ${label} has ${labelSlices} slices, its image ${image} ${imageSlices}; they must be equal`,
  labelSizeDiffers: ({ label, labelSize, image, imageSize }: { label: string; labelSize: string; image: string; imageSize: string }) =>
    `label file ${label} is ${labelSize} pixels, its image ${image} ${imageSize}; they must be equal`,
  labelsOutOfRange: (is: { name: string; pixels: number; value: number; classes: string; unlabelled: number; looksLikeInstances: boolean }) =>
    `${is.name}: ${is.pixels} pixels hold ${is.value}; wanted a class (${is.classes}) or ${is.unlabelled} for not labelled${
      is.looksLikeInstances
        ? '. If these are object numbers, import the labels as instances; if they are classes, give the project one class for each of these values'
        : ''
    }`,
  twoLabelFiles: ({ name, first, second }: { name: string; first: string; second: string }) =>
    `${name}: both ${first} and ${second} could be its labels; keep one, or say which`,
  twoImagesOfLabel: ({ label, first, second }: { label: string; first: string; second: string }) =>
    `${label}: could be the label file of ${first} and of ${second}; keep one, or say of which`,
  labelUndecided: ({ name, label }: { name: string; label: string }) => `${name}: say whether ${label} is its label file`,
  choiceWithoutImage: ({ name }: { name: string }) => `${name}: a label file was chosen for it, but it is not among the images`,
  choiceWithoutLabel: ({ name, image }: { name: string; image: string }) => `${name}: chosen for ${image}, but it is not among the label files`,
  chosenTwice: ({ name }: { name: string }) => `${name}: chosen twice; an image has one label file, and a label file one image`,
  noLabelFits: ({ folder }: { folder: string }) => `${folder}: no label file there has the name of an image`,
  inspectWantsOne: 'inspect: wanted a folder or an upload, one of them',
  uploadLeavesFolder: 'upload: the path leads out of its folder',
  uploadTooMany: ({ most }: { most: number }) => `upload: wanted at most ${most} files`,
  uploadTooLarge: ({ name, fileGibibytes, allGibibytes }: { name: string; fileGibibytes: number; allGibibytes: number }) =>
    `${name}: wanted at most ${fileGibibytes} GiB a file and ${allGibibytes} an upload`,
  uploadEmpty: ({ id }: { id: string }) => `upload ${id}: no file of it has come`,
  uploadAddress: 'upload: wanted /upload/<uuid>/<relative path> of plain names',
};
