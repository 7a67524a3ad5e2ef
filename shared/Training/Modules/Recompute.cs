using static TorchSharp.torch;

namespace Platform.Training.Modules;

/// <summary>
/// Gradient checkpointing (Chen et al. 2016): a function whose input is kept, but not its intermediate results, which are
/// computed again in the backward pass.
/// </summary>
internal sealed class Recompute : autograd.SingleTensorFunction<Recompute>
{
    private const string Function = "function";

    public override string Name => nameof(Recompute);

    public static Tensor Apply(Func<Tensor, Tensor> function, Tensor x) =>
        // Where the embeddings are frozen, nothing before the first function needs a gradient, yet weights in it do.
        apply(x.requires_grad ? x : x.detach().requires_grad_(), function);

    public override Tensor forward(autograd.AutogradContext context, params object[] arguments)
    {
        var (x, function) = ((Tensor)arguments[0], (Func<Tensor, Tensor>)arguments[1]);
        context.save_for_backward([x]);
        context.save_data(Function, function);
        using var off = no_grad();
        using var scope = NewDisposeScope();
        return function(x).MoveToOuterDisposeScope();
    }

    public override List<Tensor> backward(autograd.AutogradContext context, Tensor gradient)
    {
        using var on = enable_grad();
        using var scope = NewDisposeScope();
        var x = context.get_saved_variables()[0].detach().requires_grad_();
        var y = ((Func<Tensor, Tensor>)context.get_data(Function))(x);
        autograd.backward([y], [gradient]);
        return [x.grad!.MoveToOuterDisposeScope(), null!];
    }
}
