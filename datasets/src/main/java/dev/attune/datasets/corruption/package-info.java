/**
 * The corruptions of ImageNet-C and CIFAR-10-C (Hendrycks and Dietterich, 2019) by their formulas,
 * for pictures of any size, repeatable picture by picture; streams of them; readers of published
 * sets.
 */
package dev.attune.datasets.corruption;
