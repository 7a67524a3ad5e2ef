using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Platform.Inference.Generation;

/// <summary>The last token's logits of every row.</summary>
internal sealed class Logits : IDisposable
{
    private readonly IDisposableReadOnlyCollection<OrtValue> _outputs;
    private readonly bool _half;
    private readonly int _stride;
    private readonly int _vocabulary;

    /// <param name="outputs">The outputs of a run, the logits first; disposed by this instance.</param>
    /// <param name="rows">Rows of the run.</param>
    /// <param name="sequence">Tokens of a row.</param>
    /// <param name="graph">Gives the logits' name for errors.</param>
    /// <exception cref="InvalidDataException">The logits are not [rows, sequence or 1, vocabulary].</exception>
    public Logits(IDisposableReadOnlyCollection<OrtValue> outputs, int rows, int sequence, DecoderGraph graph)
    {
        _outputs = outputs;
        var information = outputs[0].GetTensorTypeAndShape();
        var shape = information.Shape;
        if (shape.Length != 3 || shape[0] != rows || (shape[1] != sequence && shape[1] != 1))
        {
            outputs.Dispose();
            throw new InvalidDataException(
                $"{graph.File}: '{graph.Logits}' has the shape [{string.Join(", ", shape)}] for {rows} row(s) of {sequence} token(s): "
                    + "[batch, sequence, vocabulary] was expected"
            );
        }
        _half = information.ElementDataType == TensorElementType.Float16;
        _vocabulary = (int)shape[2];
        _stride = (int)shape[1] * _vocabulary;
    }

    /// <summary>One value per token of the vocabulary; must be read before the next step.</summary>
    public ReadOnlySpan<float> Row(int row)
    {
        var start = (row + 1) * _stride - _vocabulary;
        if (!_half)
        {
            return _outputs[0].GetTensorDataAsSpan<float>().Slice(start, _vocabulary);
        }

        var widened = new float[_vocabulary];
        var halves = _outputs[0].GetTensorDataAsSpan<Float16>().Slice(start, _vocabulary);
        for (var i = 0; i < widened.Length; i++)
        {
            widened[i] = (float)halves[i];
        }

        return widened;
    }

    public void Dispose() => _outputs.Dispose();
}
