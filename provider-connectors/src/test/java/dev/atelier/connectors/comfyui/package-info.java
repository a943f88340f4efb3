@NullMarked
package dev.atelier.connectors.comfyui;

import org.jspecify.annotations.NullMarked;
