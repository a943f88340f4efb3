/** The local worker: runs diffusion models from folders in the ONNX layout of diffusers, in this process. */
@NullMarked
package dev.atelier.connectors.local;

import org.jspecify.annotations.NullMarked;
