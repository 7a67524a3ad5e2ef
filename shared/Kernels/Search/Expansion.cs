namespace Platform.Kernels.Search;

/// <summary>Draws that a round wants from one node.</summary>
/// <param name="Node">Index of the node to continue; -1: from the statement.</param>
/// <param name="Subtree">Its subtree.</param>
/// <param name="Prefix">The steps up to the node.</param>
/// <param name="Count">Number of draws.</param>
/// <param name="Seed">Seed of the first; the k-th has <c>Seed + k</c>.</param>
/// <param name="ToEnd">True: each draw continues to the end of its solution, otherwise to the end of one step.</param>
public sealed record Expansion(int Node, int Subtree, IReadOnlyList<string> Prefix, int Count, long Seed, bool ToEnd);

/// <summary>One draw of an expansion.</summary>
/// <param name="Steps">
/// The steps that it adds: at most one unless the expansion goes to the end; none if the model ended the solution at once.
/// </param>
/// <param name="End">Whether the solution ends with them.</param>
/// <param name="Tokens">Tokens sampled.</param>
public sealed record Draw(IReadOnlyList<string> Steps, NodeEnd End, int Tokens);
