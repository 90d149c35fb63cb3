"""What services say about networks and training, for the translators; see `service_sentences`."""

from photosearch.gui.settings.table import QT_TRANSLATE_NOOP

# Networks at hand.
NETWORKS = (
    QT_TRANSLATE_NOOP("Services", "There is a network called “{name}” already."),
    QT_TRANSLATE_NOOP("Services", "This network is in use. Choose another one first."),
    QT_TRANSLATE_NOOP(
        "Services", "The network could not be imported: the part that does it ended unexpectedly."
    ),
    QT_TRANSLATE_NOOP("Services", "The network could not be imported ({reason})."),
    QT_TRANSLATE_NOOP("Services", "There is no model called {name}."),
    QT_TRANSLATE_NOOP("Services", "The model in use, {name}, is gone."),
    QT_TRANSLATE_NOOP("Services", "Models at hand: {names}."),
    QT_TRANSLATE_NOOP("Services", "{file} cannot be read, so it is not known which model is in use."),
    QT_TRANSLATE_NOOP("Services", "The choice could not be written to {folder} ({reason})."),
    QT_TRANSLATE_NOOP("Services", "There is no model in {folder}: {file} could not be read ({reason})."),
    QT_TRANSLATE_NOOP("Services", "{file} is not a model card ({reason})."),
    QT_TRANSLATE_NOOP("Services", "The model {name} is incomplete: {reason}."),
    QT_TRANSLATE_NOOP("Services", "the file {file} could not be read ({reason})"),
    QT_TRANSLATE_NOOP("Services", "The model {name} is damaged: {file} is not the file of its card."),
    QT_TRANSLATE_NOOP(
        "Services", "Install Photosearch again, or import the model again if you imported it yourself."
    ),
    QT_TRANSLATE_NOOP("Services", "The model {name} cannot be used by this version: {reason}."),
    QT_TRANSLATE_NOOP("Services", "The model {name} pools by {pooling}, which this version does not know."),
    QT_TRANSLATE_NOOP("Services", "The weights of the model {name} do not fit its card: {reason}"),
    QT_TRANSLATE_NOOP("Services", "The weights of the model {name} could not be read: {reason}"),
    QT_TRANSLATE_NOOP("Services", "The model {name} cannot be loaded by onnxruntime: {reason}"),
    QT_TRANSLATE_NOOP(
        "Services",
        "The device {name} cannot be used: there is no such GPU, its driver is missing, or the installed "
        "PyTorch was built without it.",
    ),
    QT_TRANSLATE_NOOP(
        "Services", "Choose the device 'cpu', or install the driver and a build of PyTorch for it."
    ),
    QT_TRANSLATE_NOOP(
        "Services",
        "The device {name} needs PyTorch, which is not installed: pip install 'photosearch[torch]', or "
        "choose the device 'cpu'.",
    ),
    QT_TRANSLATE_NOOP(
        "Services",
        "The GPU has too little free memory for the network: close other programs that use it, or choose "
        "the device 'cpu'.",
    ),
)

# Files that should hold a network.
CHECKPOINTS = (
    QT_TRANSLATE_NOOP("Services", "{name} is cut short or damaged."),
    QT_TRANSLATE_NOOP("Services", "{name} is cut short or damaged ({reason})."),
    QT_TRANSLATE_NOOP("Services", "{name} is cut short or damaged: it has no {part}."),
    QT_TRANSLATE_NOOP("Services", "{name} is cut short or damaged: it has no sound {part}."),
    QT_TRANSLATE_NOOP("Services", "{name} is damaged or of another kind ({reason})."),
    QT_TRANSLATE_NOOP("Services", "{name} is damaged or locked: {part} cannot be unpacked ({reason})."),
    QT_TRANSLATE_NOOP("Services", "{name} is damaged: the list of its tensors cannot be read."),
    QT_TRANSLATE_NOOP("Services", "The checkpoint is damaged: a tensor reaches beyond its data."),
    QT_TRANSLATE_NOOP("Services", "The checkpoint is damaged: a tensor has less data than it says."),
    QT_TRANSLATE_NOOP("Services", "{name} holds more than any checkpoint needs: it is not unpacked."),
    QT_TRANSLATE_NOOP("Services", "{name} is larger than any checkpoint: it is not read."),
    QT_TRANSLATE_NOOP("Services", "{name} has more instructions than any such file needs."),
    QT_TRANSLATE_NOOP("Services", "{name} asks for more work than any file of its size needs."),
    QT_TRANSLATE_NOOP("Services", "{name} asks for {part}, which is no data."),
    QT_TRANSLATE_NOOP(
        "Services", "It was not imported, and nothing in it was run: it may have been made to harm you."
    ),
    QT_TRANSLATE_NOOP("Services", "{name} is a zip archive with {found} (.pt or .pth) in it; one is needed."),
    QT_TRANSLATE_NOOP("Services", "{name} is a zip archive, but not of a torch checkpoint."),
    QT_TRANSLATE_NOOP("Services", "{name} is a pickle, but not of a torch checkpoint."),
    QT_TRANSLATE_NOOP("Services", "{name} is a TorchScript program, not a checkpoint: it is not run."),
    QT_TRANSLATE_NOOP("Services", "{name} is no checkpoint: neither a zip archive nor a pickle of torch."),
    QT_TRANSLATE_NOOP(
        "Services",
        "{name} was saved by torch 0.1 or is no checkpoint: a later torch must save it anew first.",
    ),
    QT_TRANSLATE_NOOP("Services", "{name} was saved by a big-endian computer, which is not supported."),
    QT_TRANSLATE_NOOP("Services", "{name} was saved by an unknown version of torch."),
    QT_TRANSLATE_NOOP(
        "Services",
        "{name} is a file of torch, but no checkpoint of a known kind: it has neither 'model_options' "
        "(deep-image-retrieval) nor 'meta' (cirtorch) beside its 'state_dict', nor is it nothing but the "
        "weights of a backbone.",
    ),
    QT_TRANSLATE_NOOP("Services", "The checkpoint cannot be imported: {reason}."),
    QT_TRANSLATE_NOOP("Services", "An imported model then runs without it."),
)

# Training.
TRAINING = (
    QT_TRANSLATE_NOOP("Services", "This training is going on. Stop it first."),
    QT_TRANSLATE_NOOP("Services", "This training is not finished: go on with it first."),
    QT_TRANSLATE_NOOP("Services", "There is no training {name} any more."),
    QT_TRANSLATE_NOOP("Services", "The training could not be kept in {folder} ({reason})."),
    QT_TRANSLATE_NOOP("Services", "Free some space there."),
    QT_TRANSLATE_NOOP("Services", "None of the photos can be read any more."),
    QT_TRANSLATE_NOOP("Services", "Training needs PyTorch, which this installation of Photosearch lacks."),
    QT_TRANSLATE_NOOP(
        "Services",
        "At least {count} places with two photos each are needed, and photos that can be read.",
    ),
    QT_TRANSLATE_NOOP("Services", "{folder} is not a folder."),
    QT_TRANSLATE_NOOP("Services", "There are no photos in {folder}."),
    QT_TRANSLATE_NOOP(
        "Services",
        "{folder} needs at least two folders with at least two photos each, one folder for each place.",
    ),
    QT_TRANSLATE_NOOP("Services", "This network has no projection to train: train all of it instead."),
    QT_TRANSLATE_NOOP("Services", "This network has no {name} of the shape {shape}."),
    QT_TRANSLATE_NOOP(
        "Services",
        "The written network does not compute what it should (cosine {worst}, needed {least}): nothing was "
        "written.",
    ),
    QT_TRANSLATE_NOOP(
        "Services",
        "The exported graph does not compute what the network does (cosine {worst}, needed {least}): "
        "nothing was written.",
    ),
    QT_TRANSLATE_NOOP(
        "Services",
        "The checkpoint could not be written to {folder} ({reason}); make room and go on with --resume.",
    ),
    QT_TRANSLATE_NOOP("Services", "The checkpoint {file} is damaged ({reason}): delete it."),
    QT_TRANSLATE_NOOP("Services", "The model {name} changed since this run began: begin a new one."),
    QT_TRANSLATE_NOOP(
        "Services",
        "The photos in {folder}, or those to measure on, changed since this run began: it cannot go on "
        "exactly as it would have.",
    ),
    QT_TRANSLATE_NOOP("Services", "Begin a new one."),
    QT_TRANSLATE_NOOP("Services", "The run in {folder} is going on in another process."),
    QT_TRANSLATE_NOOP("Services", "{file} is not the record of a run ({reason})."),
    QT_TRANSLATE_NOOP("Services", "The gradients overflow in float16 at any scale."),
    QT_TRANSLATE_NOOP(
        "Services",
        "The loss of update {step} is {loss}: the learning rate {rate} is too high for these photos.",
    ),
    QT_TRANSLATE_NOOP("Services", "Start again with a lower one."),
    QT_TRANSLATE_NOOP(
        "Services",
        "The pixels of the photos could not be kept in {folder} ({reason}): make room on that disk, or set "
        "XDG_CACHE_HOME to a folder on another.",
    ),
)
