/** The pages of an open project, as the bar at the top names them. */
export const navigation = {
  name: 'Pages',
  pages: {
    workspace: 'Images',
    data: 'Data',
    training: 'Training',
    models: 'Models',
    insights: 'Insights',
    jobs: 'Jobs',
    settings: 'Settings',
  },
  goTo: (page: string) => `Go to: ${page}`,
  backToImage: 'Back to the image',
};
