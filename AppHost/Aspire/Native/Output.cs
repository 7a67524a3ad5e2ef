using System.Text.RegularExpressions;

namespace Aspire.Hosting.Native;

/// <summary>Everybody's lines on one stream, each behind the name of who wrote it.</summary>
internal sealed partial class Output(TextWriter writer)
{
    private static readonly int[] Colours = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94];
    private readonly bool _colour =
        !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null;
    private readonly Lock _turn = new();
    private readonly List<string> _names = ["apphost"];
    private int _width = "apphost".Length;

    public void Announce(IEnumerable<string> names)
    {
        _names.AddRange(names);
        _width = _names.Max(n => n.Length);
    }

    public void State(string text) => Line("apphost", text);

    public void Line(string name, string text)
    {
        string padded = name.PadRight(_width);
        int colour = Colours[Math.Max(0, _names.IndexOf(name)) % Colours.Length];
        Plain(_colour ? $"\e[{colour}m{padded} |\e[0m {text}" : $"{padded} | {Escapes().Replace(text, "")}");
    }

    public void Plain(string text)
    {
        lock (_turn)
        {
            try
            {
                writer.WriteLine(text);
                writer.Flush();
            }
            catch (IOException)
            {
                // The reader of our output has gone; what runs is stopped by a signal, not by that.
            }
        }
    }

    [GeneratedRegex(@"\e\[[0-9;]*[A-Za-z]")]
    private static partial Regex Escapes();
}
