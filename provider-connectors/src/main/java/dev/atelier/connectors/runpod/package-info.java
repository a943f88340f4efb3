/** RunPod's serverless endpoints: a job is put in an endpoint's queue once and asked for until it ends. */
@NullMarked
package dev.atelier.connectors.runpod;

import org.jspecify.annotations.NullMarked;
