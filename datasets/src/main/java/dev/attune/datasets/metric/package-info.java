/**
 * How alike two pictures are: PSNR and SSIM with every choice that published programs make
 * differently as an argument, and the combinations in use as named {@link
 * dev.attune.datasets.metric.MetricStyle styles}.
 */
package dev.attune.datasets.metric;
