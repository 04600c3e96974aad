/** A whole deblurring run: settings, progress, result and the evidence for a report. */
package dev.attune.deblur.run;
