// The provider of the strictest floor; in a project it is the package `bare-no-op-provider`.

exports.check = (olds, news) => ({ inputs: news });
exports.diff = (id, olds, news) => ({ changes: olds.profile.custom.plan !== news.profile.custom.plan });
exports.create = (outs) => ({ id: outs.userId, outs });
exports.update = (id, olds, outs) => ({ outs });
exports.read = (id, props) => ({ id, props, inputs: props });
exports.delete = () => undefined;
