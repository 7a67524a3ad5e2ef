# No CUDA in it: images on this base build, start on the CPU and refuse the provider "cuda".
FROM localhost/platform-check/debian
