using Microsoft.ML.OnnxRuntime;
using Platform.Training.Graphs;
using Platform.Training.Models;

namespace Platform.Training.Runs;

/// <summary>
/// The training step as a graph. In: ids, targets and weights. Out: weighted losses, and the gradient of every weight added
/// to the gradient so far. Embedding tables get no gradient here, only what <see cref="EmbeddingGradient"/> needs. Shapes
/// are fixed, so the runtime plans its memory once.
/// </summary>
internal static class StepGraph
{
    public const string Ids = "ids";
    public const string Next = "next";
    public const string NextWeights = "next_weights";
    public const string Class = "class";
    public const string ClassWeights = "class_weights";
    public const string Loss = "loss";

    /// <summary>Gradient of the sum of the embeddings, [rows width, width of the model].</summary>
    public const string Embedded = "embedded";

    /// <summary>Name of a weight's gradient so far.</summary>
    public static string Before(string parameter) => $"before.{parameter}";

    /// <summary>Name of a weight's gradient with this step's added.</summary>
    public static string After(string parameter) => $"after.{parameter}";

    /// <summary>Weights whose gradients the graph computes: all but the embedding tables, which come first.</summary>
    public static IEnumerable<ParameterShape> InGraph(TransformerShape shape) => shape.Parameters().Skip(shape.NGram);

    /// <param name="shape">The model.</param>
    /// <param name="rows">Sequences.</param>
    /// <param name="width">Tokens of each.</param>
    /// <param name="real">Double to check gradients.</param>
    public static Graph Build(TransformerShape shape, int rows, int width, ElementType real = ElementType.Float)
    {
        var graph = new Graph(real);
        var parameters = shape.Parameters();
        var weights = parameters.ToDictionary(
            p => p.Name,
            p => graph.Input(p.Name, [.. p.Shape.Select(size => (Dim)size)])
        );
        var model = new Transformer(graph, shape, name => weights[name]);
        var hidden = model.Sequences(graph.Input(Ids, ElementType.Int64, rows, width));
        var losses = new List<Tensor>();
        if (shape.Language)
            losses.Add(Entropy(model.Language(hidden), Next, NextWeights));
        if (shape.Classes > 0)
            losses.Add(Entropy(model.Classes(hidden), Class, ClassWeights));
        var loss = losses.Aggregate((a, b) => a + b);
        graph.Output(Loss, loss);
        var inGraph = InGraph(shape).Select(p => weights[p.Name]).ToList();
        var gradients = graph.Gradients(loss, [model.Embedded!, .. inGraph]);
        graph.Output(Embedded, gradients[0]);
        foreach (var (weight, gradient) in inGraph.Zip(gradients.Skip(1)))
            graph.Output(
                After(weight.Name),
                graph.Accumulate(graph.Input(Before(weight.Name), [.. weight.Shape]), gradient)
            );
        return graph;

        Tensor Entropy(Tensor logits, string targets, string supervision) =>
            graph.CrossEntropy(
                logits,
                graph.Input(targets, ElementType.Int64, rows * width),
                graph.Input(supervision, rows * width)
            );
    }

    /// <summary>Options of training sessions.</summary>
    public static SessionOptions Options(int threads)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // A step is one long computation: its threads may spin while they wait for each other, but not between steps.
        options.AddSessionConfigEntry("session.force_spinning_stop", "1");
        SharedArena.Use(options);
        return options;
    }
}
