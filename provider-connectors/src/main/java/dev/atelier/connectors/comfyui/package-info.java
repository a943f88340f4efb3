/** ComfyUI: workflows as graphs, on a server of one's own, submitted under ids of ours. */
@NullMarked
package dev.atelier.connectors.comfyui;

import org.jspecify.annotations.NullMarked;
