using Platform.Contracts;
using Platform.Training.Modules;
using TorchSharp;
using static TorchSharp.torch;

namespace Platform.Training.Runs;

/// <summary>
/// AdamW (Loshchilov and Hutter 2019) in PyTorch's order of operations, so that a step gives the same bits as libtorch's own.
/// TorchSharp's optimiser passes scalars that nothing holds while libtorch reads them: a garbage collection at that moment
/// frees them.
/// </summary>
internal sealed class AdamW : IDisposable
{
    /// <summary>Added to the root of the second moment.</summary>
    private const double Epsilon = 1e-8;

    private readonly TrainingRecipe _recipe;
    private readonly List<Moments> _moments;
    private int _steps;

    /// <param name="weights">The weights that are trained.</param>
    /// <param name="recipe">Betas and weight decay.</param>
    public AdamW(IEnumerable<TrainedWeight> weights, TrainingRecipe recipe)
    {
        _recipe = recipe;
        using var off = no_grad();
        _moments =
        [
            .. weights.Select(weight => new Moments(
                weight,
                zeros_like(weight.Master).DetachFromDisposeScope(),
                zeros_like(weight.Master).DetachFromDisposeScope()
            )),
        ];
    }

    /// <summary>The weights with their moments.</summary>
    public IReadOnlyList<Moments> State => _moments;

    /// <summary>Changes every weight that has a gradient.</summary>
    /// <param name="rate">Learning rate.</param>
    public void Step(double rate)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        _steps++;
        double first = 1 - Math.Pow(_recipe.Beta1, _steps);
        double second = 1 - Math.Pow(_recipe.Beta2, _steps);
        using Scalar beta1 = _recipe.Beta1;
        using Scalar rest1 = 1 - _recipe.Beta1;
        using Scalar beta2 = _recipe.Beta2;
        using Scalar rest2 = 1 - _recipe.Beta2;
        using Scalar decay = 1 - (rate * _recipe.WeightDecay);
        using Scalar root = Math.Sqrt(second);
        using Scalar epsilon = Epsilon;
        using Scalar change = -(rate / first);
        foreach (var (weight, mean, square) in _moments)
        {
            if (weight.Master.grad is not { } gradient)
            {
                continue;
            }

            if (weight.Shape.Decays)
            {
                weight.Master.mul_(decay);
            }

            mean.mul_(beta1).add_(gradient, rest1);
            square.mul_(beta2).addcmul_(gradient, gradient, rest2);
            var deviation = square.sqrt().div_(root).add_(epsilon);
            weight.Master.addcdiv_(mean, deviation, change);
        }
    }

    /// <summary>Goes on after so many steps.</summary>
    public void Continue(int steps) => _steps = steps;

    public void Dispose()
    {
        foreach (var (_, mean, square) in _moments)
        {
            mean.Dispose();
            square.Dispose();
        }
    }

    /// <summary>A weight with the moving averages of its gradient and of the gradient's square.</summary>
    public sealed record Moments(TrainedWeight Weight, Tensor First, Tensor Second);
}
