namespace Platform.Workbench.Pages;

/// <summary>A point of a training's curve.</summary>
/// <param name="Step">Optimiser steps done.</param>
/// <param name="Loss">Loss of that step.</param>
public readonly record struct LossPoint(int Step, double Loss);
